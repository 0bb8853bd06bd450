// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"a": {"44": 1}, "b": {"50": 1}, "c": {"41": 1}}
OPENQASM 3.0;
uint[6] n = 37;
output uint[6] a;
output uint[6] b;
output uint[6] c;
a = rotl(n, 3);
b = rotr(n, 1);
c = rotr(n, 3) - 3;
