// Checks an envelope with other people's code: go-securesystemslib for DSSE, in-toto's Go libraries for what it says.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/in-toto/attestation/go/predicates/provenance/v1"
	vsa "github.com/in-toto/attestation/go/predicates/vsa/v1"
	statement "github.com/in-toto/attestation/go/v1"
	"github.com/in-toto/in-toto-golang/in_toto"
	"github.com/secure-systems-lab/go-securesystemslib/dsse"
	"github.com/secure-systems-lab/go-securesystemslib/signerverifier"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

func main() {
	if err := check(os.Args[1], os.Args[2]); err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
}

func check(file, keyID string) error {
	payload, err := verified(file, keyID)
	if err != nil {
		return err
	}
	var said statement.Statement
	if err := protojson.Unmarshal(payload, &said); err != nil {
		return err
	}
	if err := said.Validate(); err != nil {
		return err
	}
	predicate, err := protojson.Marshal(said.Predicate)
	if err != nil {
		return err
	}
	switch said.PredicateType {
	case "https://slsa.dev/provenance/v1":
		var provenance v1.Provenance
		err = valid(predicate, &provenance, provenance.Validate)
		if err == nil {
			err = asInTotoGolangReadsIt(payload)
		}
	case "https://slsa.dev/verification_summary/v1":
		err = protojson.Unmarshal(predicate, &vsa.VerificationSummary{})
	default:
		err = fmt.Errorf("an unknown predicate %s", said.PredicateType)
	}
	if err != nil {
		return err
	}
	fmt.Println("accepted", said.PredicateType, said.Subject[0].Digest["sha256"])
	return nil
}

// verified is the payload of an envelope that the key has signed.
func verified(file, keyID string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var envelope dsse.Envelope
	if err := json.Unmarshal(text, &envelope); err != nil {
		return nil, err
	}
	key, err := signerverifier.NewED25519SignerVerifierFromSSLibKey(&signerverifier.SSLibKey{
		KeyIDHashAlgorithms: []string{"sha256"},
		KeyType:             "ed25519",
		Scheme:              "ed25519",
		KeyVal:              signerverifier.KeyVal{Public: keyID},
		KeyID:               keyID,
	})
	if err != nil {
		return nil, err
	}
	verifier, err := dsse.NewEnvelopeVerifier(key)
	if err != nil {
		return nil, err
	}
	_, payload, err := verifier.VerifyAndDecode(context.Background(), &envelope)
	return payload, err
}

func valid(text []byte, into proto.Message, validate func() error) error {
	if err := protojson.Unmarshal(text, into); err != nil {
		return err
	}
	return validate()
}

func asInTotoGolangReadsIt(payload []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(payload))
	decoder.DisallowUnknownFields()
	var said in_toto.ProvenanceStatementSLSA1
	return decoder.Decode(&said)
}
