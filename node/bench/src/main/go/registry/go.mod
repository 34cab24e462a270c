module pyrsia.io/bench/registry

go 1.24
