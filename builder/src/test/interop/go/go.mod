module pyrsia/builder/interop

go 1.26.0

require (
	github.com/in-toto/attestation v1.2.0
	github.com/in-toto/in-toto-golang v0.9.0
	github.com/secure-systems-lab/go-securesystemslib v0.11.1
	google.golang.org/protobuf v1.36.11
)

require (
	github.com/shibumi/go-pathspec v1.3.0 // indirect
	golang.org/x/crypto v0.55.0 // indirect
	golang.org/x/sys v0.47.0 // indirect
)
