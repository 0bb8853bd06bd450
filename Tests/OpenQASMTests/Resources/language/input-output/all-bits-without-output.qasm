// parse: ok
// check: ok
// run: {"1 10 0": 1}
// reading: outputs
bit a;
bit[2] b;
b[1] = 1;
int n = 5;
creg c[1];
c[0] = 1;
