// Asks a log served over HTTP for tiles, over connections that each have one request on its way, and counts.
//
//	tiles ADDRESS SIZE CONNECTIONS SECONDS
//
// Half of the requests are for tiles of leaves anywhere in the log, half for the tiles above them, as the makers of
// proofs ask; every answer is read whole and its length compared.
package main

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

const tileBytes = 256 * 32

func main() {
	address := os.Args[1]
	size := number(os.Args[2])
	connections := number(os.Args[3])
	duration := time.Duration(number(os.Args[4])) * time.Second
	measure(address, size, connections, duration/3)
	took, elapsed := measure(address, size, connections, duration)
	slices.Sort(took)
	fmt.Printf("tiles over HTTP, %d connections, log of %d: %.0f/s, median %v, p99 %v\n", connections, size,
		float64(len(took))/elapsed.Seconds(), took[len(took)/2], took[len(took)*99/100])
}

func measure(address string, size, connections int, duration time.Duration) ([]time.Duration, time.Duration) {
	var group sync.WaitGroup
	all := make([][]time.Duration, connections)
	start := time.Now()
	for i := range connections {
		group.Go(func() { all[i] = ask(address, size, start.Add(duration)) })
	}
	group.Wait()
	return slices.Concat(all...), time.Since(start)
}

func ask(address string, size int, end time.Time) []time.Duration {
	connection, err := net.Dial("tcp", address)
	must(err)
	defer connection.Close()
	answers := bufio.NewReaderSize(connection, 16<<10)
	var took []time.Duration
	for time.Now().Before(end) {
		start := time.Now()
		request := "GET /log/" + tile(size) + " HTTP/1.1\r\nHost: " + address + "\r\n\r\n"
		_, err := io.WriteString(connection, request)
		must(err)
		read(answers)
		took = append(took, time.Since(start))
	}
	return took
}

func tile(size int) string {
	if full := size >> 16; full > 0 && rand.IntN(2) == 0 {
		return "tile/1/" + index(rand.IntN(full))
	}
	return "tile/0/" + index(rand.IntN(size>>8))
}

func index(tile int) string {
	if tile < 1000 {
		return fmt.Sprintf("%03d", tile)
	}
	return fmt.Sprintf("x%03d/%03d", tile/1000, tile%1000)
}

func read(answers *bufio.Reader) {
	length := -1
	for first := true; ; first = false {
		line, err := answers.ReadSlice('\n')
		must(err)
		text := string(line)
		if first && !strings.HasPrefix(text, "HTTP/1.1 200 ") {
			log.Fatal(text)
		}
		if text == "\r\n" {
			break
		}
		if len(text) > 15 && strings.EqualFold(text[:15], "Content-Length:") {
			length = number(strings.TrimSpace(text[15:]))
		}
	}
	if length != tileBytes {
		log.Fatalf("a tile of %d bytes", length)
	}
	_, err := answers.Discard(length)
	must(err)
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	must(err)
	return value
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
