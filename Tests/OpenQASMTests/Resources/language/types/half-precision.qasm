// parse: ok
// check: unsupported 4 5
OPENQASM 3.0;
float[16] h = 1.0;
int[128] n = 1;
