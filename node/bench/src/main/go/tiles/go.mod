module pyrsia.io/bench/tiles

go 1.24
