// parse: ok
// check: error 4 5 6
OPENQASM 3.0;
float x = cos();
int y = mod(7);
bit[2] c = rotl("10");
