// parse: error 3
// reading: versions
OPENQASM 4.0;
bit r;
