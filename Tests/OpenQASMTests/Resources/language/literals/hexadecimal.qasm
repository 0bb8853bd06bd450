// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"a": {"255": 1}, "b": {"48879": 1}, "c": {"6699": 1}}
OPENQASM 3.0;
output int a;
output int b;
output int c;
a = 0xfF;
b = 0XBEEF;
c = 0x1A_2b;
