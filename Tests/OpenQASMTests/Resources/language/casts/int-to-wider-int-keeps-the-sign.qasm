// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"a": {"-5": 1}, "b": {"251": 1}}
OPENQASM 3.0;
int[8] minus = -5;
uint[8] plus = 251;
output int[32] a;
output int[32] b;
a = int[32](minus);
b = int[32](plus);
