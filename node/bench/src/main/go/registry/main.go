// Asks registries what clients ask them, and says how fast they answer.
//
//	registry push URL TOKEN BYTES            one layer of random bytes and a manifest of 1 KiB as lib/image:1; prints their digests
//	registry blobs URL DIGEST CONNECTIONS COUNT
package main

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const manifestType = "application/vnd.oci.image.manifest.v1+json"

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	check(err)
	return n
}

func client(connections int) *http.Client {
	return &http.Client{Transport: &http.Transport{
		MaxConnsPerHost: connections, MaxIdleConnsPerHost: connections,
		DisableCompression: true, ReadBufferSize: 64 << 10,
	}}
}

func digest(content []byte) string {
	return fmt.Sprintf("sha256:%x", sha256.Sum256(content))
}

func send(method, url, token, contentType string, body []byte) *http.Response {
	request, err := http.NewRequest(method, url, bytes.NewReader(body))
	check(err)
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	request.Header.Set("Content-Type", contentType)
	response, err := http.DefaultClient.Do(request)
	check(err)
	if response.StatusCode >= 300 {
		text, _ := io.ReadAll(response.Body)
		log.Fatal(method, " ", url, ": ", response.Status, " ", string(text))
	}
	response.Body.Close()
	return response
}

func pushBlob(url, token string, blob []byte) string {
	location := send("POST", url+"/v2/lib/image/blobs/uploads/", token, "application/octet-stream", nil).Header.Get("Location")
	if strings.HasPrefix(location, "/") {
		location = url + location
	}
	separator := "?"
	if strings.Contains(location, "?") {
		separator = "&"
	}
	send("PUT", location+separator+"digest="+digest(blob), token, "application/octet-stream", blob)
	return digest(blob)
}

func push(url, token string, size int) {
	layer := make([]byte, size)
	rand.Read(layer)
	began := time.Now()
	layerDigest := pushBlob(url, token, layer)
	seconds := time.Since(began).Seconds()
	config := pushBlob(url, token, []byte("{}"))
	manifest := fmt.Sprintf(`{"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":2},`+
		`"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}],"annotations":{"pad":"`, manifestType, config, layerDigest, size)
	manifest += strings.Repeat("x", 1024-len(manifest)-3) + `"}}`
	send("PUT", url+"/v2/lib/image/manifests/1", token, manifestType, []byte(manifest))
	fmt.Printf("%s %s %.2f\n", digest([]byte(manifest)), layerDigest, seconds)
}

func blobs(url, digest string, connections, count int) {
	c := client(connections)
	var left, total, first atomic.Int64
	left.Store(int64(count))
	var wg sync.WaitGroup
	began := time.Now()
	for range connections {
		wg.Go(func() {
			buffer := make([]byte, 1<<20)
			for left.Add(-1) >= 0 {
				response, err := c.Get(url + "/v2/lib/image/blobs/" + digest)
				check(err)
				if response.StatusCode != 200 {
					log.Fatal(response.Status)
				}
				n, err := response.Body.Read(buffer)
				first.CompareAndSwap(0, int64(time.Since(began)))
				for err == nil {
					total.Add(int64(n))
					n, err = response.Body.Read(buffer)
				}
				total.Add(int64(n))
				if err != io.EOF {
					log.Fatal(err)
				}
				response.Body.Close()
			}
		})
	}
	wg.Wait()
	seconds := time.Since(began).Seconds()
	fmt.Printf("\"mb_per_second\":%.0f,\"first_byte_ms\":%.1f,\"seconds\":%.3f\n", float64(total.Load())/1e6/seconds, float64(first.Load())/1e6, seconds)
}

func main() {
	log.SetFlags(0)
	a := os.Args[1:]
	switch {
	case len(a) == 4 && a[0] == "push":
		push(a[1], a[2], number(a[3]))
	case len(a) == 5 && a[0] == "blobs":
		blobs(a[1], a[2], number(a[3]), number(a[4]))
	default:
		log.Fatal("registry push|blobs")
	}
}
