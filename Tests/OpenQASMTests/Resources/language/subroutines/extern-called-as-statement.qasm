// parse: ok
// check: unsupported 7
// reading: extern
OPENQASM 3.0;
extern notify(int);
bit r = 1;
notify(3);
