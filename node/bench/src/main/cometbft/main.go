// Command drive puts load on CometBFT validators over their own RPC and prints what came out of it, as one JSON object.
//
//	drive latency    -urls URL -count N
//	drive throughput -urls URL,URL,… -window N -seconds S
package main

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"sort"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// transactionBytes is the size of a transaction for both systems.
const transactionBytes = 256

// warmUp is how long load runs before it is measured.
const warmUp = 3 * time.Second

// transaction is a fresh key=value pair, as the kvstore application takes it.
func transaction() string {
	var key [16]byte
	if _, err := rand.Read(key[:]); err != nil {
		log.Fatal(err)
	}
	text := hex.EncodeToString(key[:]) + "="
	text += strings.Repeat("v", transactionBytes-len(text))
	return base64.StdEncoding.EncodeToString([]byte(text))
}

func request(id int, method, transaction string) string {
	return fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"%s","params":{"tx":"%s"}}`, id, method, transaction)
}

// latency submits one transaction after the other and waits each time until it is final.
func latency(url string, count int) {
	client := &http.Client{Timeout: 30 * time.Second}
	var micros []int64
	for i := -20; i < count; i++ {
		body := strings.NewReader(request(i+20, "broadcast_tx_commit", transaction()))
		start := time.Now()
		answer, err := client.Post(url, "application/json", body)
		if err != nil {
			log.Fatal(err)
		}
		var final struct {
			Result struct{ Height string }
		}
		err = json.NewDecoder(answer.Body).Decode(&final)
		taken := time.Since(start).Microseconds()
		answer.Body.Close()
		if err != nil || final.Result.Height == "" || final.Result.Height == "0" {
			log.Fatalf("not final: %v %+v", err, final)
		}
		if i >= 0 {
			micros = append(micros, taken)
		}
		time.Sleep(10 * time.Millisecond)
	}
	sort.Slice(micros, func(i, j int) bool { return micros[i] < micros[j] })
	fmt.Printf(`{"medianUs":%d,"p99Us":%d}`+"\n", micros[len(micros)/2], micros[len(micros)*99/100])
}

func dial(url string) *websocket.Conn {
	socket, _, err := websocket.DefaultDialer.Dial(strings.Replace(url, "http:", "ws:", 1)+"/websocket", nil)
	if err != nil {
		log.Fatal(err)
	}
	return socket
}

// follow counts committed transactions and blocks.
func follow(url string, committed, blocks *atomic.Int64) {
	socket := dial(url)
	query := `{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"query":"tm.event='NewBlockEvents'"}}`
	if err := socket.WriteMessage(websocket.TextMessage, []byte(query)); err != nil {
		log.Fatal(err)
	}
	for {
		var event struct {
			Result struct {
				Data struct {
					Value struct {
						NumTxs int64 `json:"num_txs,string"`
					}
				}
			}
		}
		if err := socket.ReadJSON(&event); err != nil {
			return
		}
		if event.Result.Data.Value.NumTxs > 0 {
			committed.Add(event.Result.Data.Value.NumTxs)
			blocks.Add(1)
		}
	}
}

// throughput keeps a window of transactions unfinished, spread over all validators.
func throughput(urls []string, window int64, seconds time.Duration) {
	var submitted, committed, blocks, refused atomic.Int64
	go follow(urls[0], &committed, &blocks)
	for _, url := range urls {
		socket := dial(url)
		go func() {
			for {
				var answer struct {
					Result struct{ Code int }
					Error  *json.RawMessage
				}
				if socket.ReadJSON(&answer) != nil {
					return
				}
				if answer.Error != nil || answer.Result.Code != 0 {
					refused.Add(1)
					submitted.Add(-1)
				}
			}
		}()
		go func() {
			for id := 0; ; id++ {
				for submitted.Load()-committed.Load() >= window {
					time.Sleep(200 * time.Microsecond)
				}
				submitted.Add(1)
				text := request(id, "broadcast_tx_sync", transaction())
				if socket.WriteMessage(websocket.TextMessage, []byte(text)) != nil {
					return
				}
			}
		}()
	}
	time.Sleep(warmUp)
	fmt.Println("measuring")
	before, blocksBefore, start := committed.Load(), blocks.Load(), time.Now()
	time.Sleep(seconds)
	done, taken := committed.Load()-before, time.Since(start).Seconds()
	fmt.Printf(`{"transactions":%d,"seconds":%.3f,"blocks":%d,"refused":%d}`+"\n",
		done, taken, blocks.Load()-blocksBefore, refused.Load())
}

func main() {
	log.SetFlags(0)
	if len(os.Args) < 2 {
		log.Fatal("drive latency|throughput")
	}
	flags := flag.NewFlagSet("drive", flag.ExitOnError)
	urls := flags.String("urls", "", "RPC addresses, comma-separated")
	count := flags.Int("count", 200, "transactions one after the other")
	window := flags.Int64("window", 2000, "unfinished transactions at a time")
	seconds := flags.Duration("seconds", 10*time.Second, "how long to measure")
	if err := flags.Parse(os.Args[2:]); err != nil {
		log.Fatal(err)
	}
	switch all := strings.Split(*urls, ","); os.Args[1] {
	case "latency":
		latency(all[0], *count)
	case "throughput":
		throughput(all, *window, *seconds)
	default:
		log.Fatal("drive latency|throughput")
	}
}
