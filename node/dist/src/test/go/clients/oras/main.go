// Pulls an image by the library of oras into an OCI layout: oras HOST/REPOSITORY TAG FOLDER
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"oras.land/oras-go/v2"
	"oras.land/oras-go/v2/content/oci"
	"oras.land/oras-go/v2/registry/remote"
)

func main() {
	log.SetFlags(0)
	source, err := remote.NewRepository(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	source.PlainHTTP = true
	target, err := oci.New(os.Args[3])
	if err != nil {
		log.Fatal(err)
	}
	pulled, err := oras.Copy(context.Background(), source, os.Args[2], target, os.Args[2], oras.DefaultCopyOptions)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(pulled.Digest)
}
