"""Checks an envelope with other people's code: securesystemslib for DSSE, in-toto-attestation for what it says."""

import json
import sys

from google.protobuf import json_format
from in_toto_attestation.predicates.provenance.v1 import provenance_pb2
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey

path, key_id = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    envelope = Envelope.from_dict(json.load(file))
key = SSlibKey(key_id, "ed25519", "ed25519", {"public": key_id})
envelope.verify([key], threshold=1)

statement = json_format.Parse(envelope.payload, statement_pb2.Statement())
Statement.copy_from_pb(statement).validate()
# Refuses a field that the predicate does not have, or one of another type. Its verification summary is not SLSA's: one
# level, where the specification has a list of them.
if statement.predicate_type == "https://slsa.dev/provenance/v1":
    json_format.ParseDict(json_format.MessageToDict(statement.predicate), provenance_pb2.Provenance())
print("accepted", statement.predicate_type, statement.subject[0].digest["sha256"])
