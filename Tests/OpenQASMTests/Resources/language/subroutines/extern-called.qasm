// parse: ok
// check: unsupported 8
// reading: extern
OPENQASM 3.0;
extern decode(bit[2]) -> bit;
bit[2] c = "01";
bit r;
r = decode(c);
