// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"a": {"44": 1}, "b": {"-128": 1}, "c": {"1": 1}}
OPENQASM 3.0;
int[16] wide = 300;
int[32] edge = 128;
int[16] minus = -255;
output int[8] a;
output int[8] b;
output int[8] c;
a = int[8](wide);
b = int[8](edge);
c = int[8](minus);
