// Checks a served log with other people's verifiers: golang.org/x/mod (note, tlog), transparency-dev formats and
// merkle, and Tessera's client and fsck. Prints a line a check: name, tab, "ok" or the error.
//
//	interop <base URL> <spec.json>
//
// Under the base URL stand a good log and some that are damaged, each in the way its name says.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	flog "github.com/transparency-dev/formats/log"
	fnote "github.com/transparency-dev/formats/note"
	fproof "github.com/transparency-dev/formats/proof"
	fwitness "github.com/transparency-dev/formats/witness"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type inclusion struct {
	Index, Size int64
	Entry       []byte
	Root        []byte
	Path        [][]byte
}

type consistency struct {
	Before, Size int64
	Earlier      []byte
	Root         []byte
	Path         [][]byte
}

type spec struct {
	Origin         string
	Authorities    []string
	Witness        string
	Policy         string
	OldCheckpoint  []byte
	Inclusion      []inclusion
	Consistency    []consistency
	Proof          []byte
	ProofEntry     []byte
	AddCheckpoints [][]byte
	Statuses       []int
}

func main() {
	base, specFile := os.Args[1], os.Args[2]
	raw, err := os.ReadFile(specFile)
	must(err)
	var s spec
	must(json.Unmarshal(raw, &s))
	for _, c := range checks {
		result := "ok"
		if err := c.run(base, &s); err != nil {
			result = strings.Join(strings.Fields(err.Error()), " ")
		}
		fmt.Printf("%s\t%s\n", c.name, result)
	}
}

var checks = []struct {
	name string
	run  func(string, *spec) error
}{
	{"x/mod sumdb/note: every authority's signature, and the witness's line ignored", noteOpens},
	{"formats/log: checkpoint parsed and verified under each authority's key", checkpointParses},
	{"formats/note: cosignature/v1 verified, its time read", cosignatureVerifies},
	{"formats/witness: our policy file satisfied with the cosignature, not without", policySatisfied},
	{"x/mod sumdb/tlog: inclusion proofs at random sizes; each rejected when changed", inclusionTlog},
	{"x/mod sumdb/tlog: consistency proofs at random sizes; each rejected when changed", consistencyTlog},
	{"merkle/proof: inclusion proofs at random sizes; each rejected when changed", inclusionMerkle},
	{"merkle/proof: consistency proofs at random sizes; each rejected when changed", consistencyMerkle},
	{"tessera client: proofs built from our tiles over HTTP are ours, hash by hash", proofsFromTiles},
	{"tessera client: tracker goes from an older checkpoint to the newest", trackerFollows},
	{"formats/proof: tlog-proof file read, and proves its entry", tlogProof},
	{"tessera fsck: the good log, every entry and tile", func(b string, s *spec) error { return check(b+"/good/", s) }},
	{"tessera fsck refuses one flipped bit in an entry", refuses(checkAt("/flipped-entry/"), "")},
	{"tessera fsck refuses one flipped bit in a tile of leaves", refuses(checkAt("/flipped-tile/"), "")},
	{"tessera fsck refuses one flipped bit in a partial upper tile", refuses(checkAt("/flipped-upper-tile/"), "")},
	{"tessera fsck refuses a checkpoint of another tree", refuses(checkAt("/forked/"), "calculated root")},
	{"tessera fsck refuses a checkpoint with one flipped bit", refuses(checkAt("/flipped-checkpoint/"), "checkpoint")},
	{"tessera fsck refuses a log with a missing tile", refuses(checkAt("/missing-tile/"), "")},
	{"tessera fsck refuses a log with a missing bundle", refuses(checkAt("/missing-bundle/"), "")},
	{"tessera client: tracker refuses a forked checkpoint", refuses(trackerAt("/forked/"), "consistency")},
	{"our witness over HTTP: statuses as the protocol has them, cosignature verified", witnessAnswers},
}

func noteOpens(base string, s *spec) error {
	cp, err := get(base + "/good/checkpoint")
	if err != nil {
		return err
	}
	var verifiers []note.Verifier
	for _, key := range s.Authorities {
		v, err := note.NewVerifier(key)
		if err != nil {
			return err
		}
		verifiers = append(verifiers, v)
	}
	n, err := note.Open(cp, note.VerifierList(verifiers...))
	if err != nil {
		return err
	}
	if len(n.Sigs) != 3 || len(n.UnverifiedSigs) != 1 {
		return fmt.Errorf("%d verified, %d unverified", len(n.Sigs), len(n.UnverifiedSigs))
	}
	return nil
}

func checkpointParses(base string, s *spec) error {
	cp, err := get(base + "/good/checkpoint")
	if err != nil {
		return err
	}
	for _, key := range s.Authorities[:3] {
		v, err := note.NewVerifier(key)
		if err != nil {
			return err
		}
		c, rest, _, err := flog.ParseCheckpoint(cp, s.Origin, v)
		if err != nil {
			return err
		}
		if c.Size == 0 || len(rest) != 0 || !bytes.HasPrefix(cp, c.Marshal()) {
			return fmt.Errorf("read as %v", c)
		}
	}
	return nil
}

func cosignatureVerifies(base string, s *spec) error {
	cp, err := get(base + "/good/checkpoint")
	if err != nil {
		return err
	}
	v, err := fnote.NewVerifierForCosignatureV1(s.Witness)
	if err != nil {
		return err
	}
	n, err := note.Open(cp, note.VerifierList(v))
	if err != nil {
		return err
	}
	t, err := fnote.CoSigV1Timestamp(n.Sigs[0])
	if err != nil {
		return err
	}
	if t.Unix() != 1700000000 {
		return fmt.Errorf("time %v", t)
	}
	return nil
}

func policySatisfied(base string, s *spec) error {
	g, err := fwitness.ParsePolicy([]byte(s.Policy))
	if err != nil {
		return err
	}
	cp, err := get(base + "/good/checkpoint")
	if err != nil {
		return err
	}
	if !g.Satisfied(cp) {
		return fmt.Errorf("not satisfied")
	}
	if g.Satisfied(s.OldCheckpoint) {
		return fmt.Errorf("satisfied without the witness")
	}
	return nil
}

func hash(b []byte) (h tlog.Hash) {
	copy(h[:], b)
	return h
}

func hashes(path [][]byte) (out []tlog.Hash) {
	for _, p := range path {
		out = append(out, hash(p))
	}
	return out
}

// changed gives the path with one bit flipped in each hash in turn, then one hash fewer and one more.
func changed(path [][]byte) (all [][][]byte) {
	for i := range path {
		c := append([][]byte{}, path...)
		c[i] = append([]byte{}, path[i]...)
		c[i][i%32] ^= 1 << (i % 8)
		all = append(all, c)
	}
	if len(path) > 0 {
		all = append(all, path[1:])
	}
	return append(all, append(append([][]byte{}, path...), make([]byte, 32)))
}

func each[T any](items []T, path func(T) [][]byte, verify func(T, [][]byte) error) error {
	if len(items) < 100 {
		return fmt.Errorf("only %d proofs to check", len(items))
	}
	for i, item := range items {
		if err := verify(item, path(item)); err != nil {
			return fmt.Errorf("proof %d: %v", i, err)
		}
		for j, c := range changed(path(item)) {
			if verify(item, c) == nil {
				return fmt.Errorf("proof %d with change %d was accepted", i, j)
			}
		}
	}
	return nil
}

func inclusionTlog(_ string, s *spec) error {
	return each(s.Inclusion, func(p inclusion) [][]byte { return p.Path }, func(p inclusion, path [][]byte) error {
		return tlog.CheckRecord(hashes(path), p.Size, hash(p.Root), p.Index, tlog.RecordHash(p.Entry))
	})
}

func consistencyTlog(_ string, s *spec) error {
	return each(s.Consistency, func(p consistency) [][]byte { return p.Path }, func(p consistency, path [][]byte) error {
		return tlog.CheckTree(hashes(path), p.Size, hash(p.Root), p.Before, hash(p.Earlier))
	})
}

func inclusionMerkle(_ string, s *spec) error {
	return each(s.Inclusion, func(p inclusion) [][]byte { return p.Path }, func(p inclusion, path [][]byte) error {
		h := rfc6962.DefaultHasher
		return proof.VerifyInclusion(h, uint64(p.Index), uint64(p.Size), h.HashLeaf(p.Entry), path, p.Root)
	})
}

func consistencyMerkle(_ string, s *spec) error {
	return each(s.Consistency, func(p consistency) [][]byte { return p.Path }, func(p consistency, path [][]byte) error {
		return proof.VerifyConsistency(rfc6962.DefaultHasher, uint64(p.Before), uint64(p.Size), path, p.Earlier, p.Root)
	})
}

func proofsFromTiles(base string, s *spec) error {
	f, err := fetcher(base + "/good/")
	if err != nil {
		return err
	}
	ctx := context.Background()
	for i, p := range s.Inclusion {
		b, err := client.NewProofBuilder(ctx, uint64(p.Size), f.ReadTile)
		if err != nil {
			return err
		}
		path, err := b.InclusionProof(ctx, uint64(p.Index))
		if err != nil {
			return err
		}
		if !equal(path, p.Path) {
			return fmt.Errorf("inclusion proof %d differs", i)
		}
	}
	for i, p := range s.Consistency {
		b, err := client.NewProofBuilder(ctx, uint64(p.Size), f.ReadTile)
		if err != nil {
			return err
		}
		path, err := b.ConsistencyProof(ctx, uint64(p.Before), uint64(p.Size))
		if err != nil {
			return err
		}
		if !equal(path, p.Path) {
			return fmt.Errorf("consistency proof %d differs", i)
		}
	}
	return nil
}

func equal(a, b [][]byte) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !bytes.Equal(a[i], b[i]) {
			return false
		}
	}
	return true
}

func trackerAt(path string) func(string, *spec) error {
	return func(base string, s *spec) error {
		f, err := fetcher(base + path)
		if err != nil {
			return err
		}
		v, err := note.NewVerifier(s.Authorities[0])
		if err != nil {
			return err
		}
		ctx := context.Background()
		t, err := client.NewLogStateTracker(ctx, f.ReadTile, s.OldCheckpoint, v, s.Origin, client.UnilateralConsensus(f.ReadCheckpoint))
		if err != nil {
			return fmt.Errorf("start: %v", err)
		}
		before := t.Latest().Size
		if _, _, _, err := t.Update(ctx); err != nil {
			return fmt.Errorf("consistency: %v", err)
		}
		if t.Latest().Size <= before {
			return fmt.Errorf("start: the tracker stayed at %d", before)
		}
		return nil
	}
}

var trackerFollows = trackerAt("/good/")

func tlogProof(_ string, s *spec) error {
	var p fproof.TLogProof
	if err := p.Unmarshal(s.Proof); err != nil {
		return err
	}
	v, err := note.NewVerifier(s.Authorities[1])
	if err != nil {
		return err
	}
	cp, _, _, err := flog.ParseCheckpoint(p.Checkpoint, s.Origin, v)
	if err != nil {
		return err
	}
	if !bytes.Equal(p.Marshal(), s.Proof) {
		return fmt.Errorf("written again, it differs")
	}
	var path [][]byte
	for _, h := range p.Hashes {
		path = append(path, h[:])
	}
	h := rfc6962.DefaultHasher
	return proof.VerifyInclusion(h, p.Index, cp.Size, h.HashLeaf(s.ProofEntry), path, cp.Hash)
}

func leaves(bundle []byte) ([][]byte, error) {
	var b api.EntryBundle
	if err := b.UnmarshalText(bundle); err != nil {
		return nil, err
	}
	var out [][]byte
	for _, e := range b.Entries {
		out = append(out, rfc6962.DefaultHasher.HashLeaf(e))
	}
	return out, nil
}

func check(at string, s *spec) error {
	f, err := fetcher(at)
	if err != nil {
		return err
	}
	v, err := note.NewVerifier(s.Authorities[0])
	if err != nil {
		return err
	}
	// Each damaged resource ends one worker, and without workers fsck waits for ever: so there are more than can be hit.
	done := make(chan error, 1)
	go func() { done <- fsck.New(s.Origin, v, f, leaves, fsck.Opts{N: 8}).Check(context.Background()) }()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Minute):
		fmt.Fprintln(os.Stderr, at, "took longer than a minute")
		os.Exit(3)
		return nil
	}
}

func checkAt(path string) func(string, *spec) error {
	return func(base string, s *spec) error { return check(base+path, s) }
}

// refuses turns a failure, whose text has the reason, into a success.
func refuses(run func(string, *spec) error, reason string) func(string, *spec) error {
	return func(base string, s *spec) error {
		err := run(base, s)
		if err == nil {
			return fmt.Errorf("accepted")
		}
		if !strings.Contains(err.Error(), reason) {
			return fmt.Errorf("refused for another reason: %v", err)
		}
		return nil
	}
}

func witnessAnswers(base string, s *spec) error {
	v, err := fnote.NewVerifierForCosignatureV1(s.Witness)
	if err != nil {
		return err
	}
	for i, request := range s.AddCheckpoints {
		r, err := http.Post(base+"/witness/add-checkpoint", "text/plain", bytes.NewReader(request))
		if err != nil {
			return err
		}
		body, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil {
			return err
		}
		if r.StatusCode != s.Statuses[i] {
			return fmt.Errorf("request %d: status %d, expected %d: %s", i, r.StatusCode, s.Statuses[i], body)
		}
		if r.StatusCode == 409 && r.Header.Get("Content-Type") != "text/x.tlog.size" {
			return fmt.Errorf("request %d: content type %s", i, r.Header.Get("Content-Type"))
		}
		if r.StatusCode == 200 {
			_, cp, _ := bytes.Cut(request, []byte("\n\n"))
			if _, err := note.Open(append(cp, body...), note.VerifierList(v)); err != nil {
				return fmt.Errorf("request %d: %v", i, err)
			}
		}
	}
	return nil
}

func fetcher(at string) (*client.HTTPFetcher, error) {
	u, err := url.Parse(at)
	if err != nil {
		return nil, err
	}
	return client.NewHTTPFetcher(u, nil)
}

func get(at string) ([]byte, error) {
	r, err := http.Get(at)
	if err != nil {
		return nil, err
	}
	defer r.Body.Close()
	if r.StatusCode != 200 {
		return nil, fmt.Errorf("%s: %d", at, r.StatusCode)
	}
	return io.ReadAll(r.Body)
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}
