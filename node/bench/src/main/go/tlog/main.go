// The counterpart of LogBench: Tessera's POSIX driver with durable appends, and checks by golang.org/x/mod.
//
//	tlog FOLDER SECONDS
package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"log"
	mathrand "math/rand/v2"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	entryBytes = 256
	batch      = 1000
	writers    = 4 * batch
	singles    = 300
	treeSize   = 1 << 20
	proofs     = 4096
)

func main() {
	folder := os.Args[1]
	seconds, err := strconv.Atoi(os.Args[2])
	must(err)
	appends(folder+"/batched", time.Duration(seconds)*time.Second)
	single(folder + "/single")
	checks()
}

func open(folder string, size uint, age time.Duration) (*tessera.Appender, func(context.Context) error) {
	ctx := context.Background()
	secret, _, err := note.GenerateKey(rand.Reader, "bench")
	must(err)
	signer, err := note.NewSigner(secret)
	must(err)
	driver, err := posix.New(ctx, posix.Config{Path: folder})
	must(err)
	appender, stop, _, err := tessera.NewAppender(ctx, driver, tessera.NewAppendOptions().
		WithCheckpointSigner(signer).WithBatching(size, age).
		WithCheckpointInterval(100*time.Millisecond).WithPushback(2*writers))
	must(err)
	return appender, stop
}

// appends keeps so many writers waiting for their entry to be durable and integrated that batches are always full.
func appends(folder string, duration time.Duration) {
	appender, stop := open(folder, batch, 20*time.Millisecond)
	var count atomic.Int64
	var end atomic.Bool
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for !end.Load() {
				add(appender)
				count.Add(1)
			}
		})
	}
	time.Sleep(time.Second)
	before, start := count.Load(), time.Now()
	time.Sleep(duration)
	rate := float64(count.Load()-before) / time.Since(start).Seconds()
	end.Store(true)
	all.Wait()
	must(stop(context.Background()))
	fmt.Printf("tessera posix, batches of %d, durable and integrated: %.0f/s\n", batch, rate)
}

func single(folder string) {
	appender, stop := open(folder, 1, time.Millisecond)
	took := make([]time.Duration, singles)
	for i := range took {
		start := time.Now()
		add(appender)
		took[i] = time.Since(start)
	}
	must(stop(context.Background()))
	slices.Sort(took)
	fmt.Printf("tessera posix, one entry durable and integrated (checkpoint later, every 100 ms): median %.2f ms, p99 %.2f ms\n",
		took[singles/2].Seconds()*1e3, took[singles*99/100].Seconds()*1e3)
}

func add(appender *tessera.Appender) {
	entry := make([]byte, entryBytes)
	rand.Read(entry)
	_, err := appender.Add(context.Background(), tessera.NewEntry(entry))()
	must(err)
}

func checks() {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			out[i] = stored[index]
		}
		return out, nil
	})
	entry := make([]byte, entryBytes)
	leaves := make([]tlog.Hash, treeSize)
	for i := range leaves {
		rand.Read(entry)
		leaves[i] = tlog.RecordHash(entry)
		more, err := tlog.StoredHashesForRecordHash(int64(i), leaves[i], reader)
		must(err)
		stored = append(stored, more...)
	}
	root, err := tlog.TreeHash(treeSize, reader)
	must(err)
	var indexes [proofs]int64
	var made [proofs]tlog.RecordProof
	for i := range made {
		indexes[i] = mathrand.Int64N(treeSize)
		made[i], err = tlog.ProveRecord(treeSize, indexes[i], reader)
		must(err)
	}
	count, start := 0, time.Now()
	for time.Since(start) < 3*time.Second {
		for i := range made {
			must(tlog.CheckRecord(made[i], treeSize, root, indexes[i], leaves[indexes[i]]))
		}
		count += proofs
	}
	fmt.Printf("x/mod tlog, inclusion proofs checked at %d, one core: %.0f/s\n", treeSize, float64(count)/time.Since(start).Seconds())
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
