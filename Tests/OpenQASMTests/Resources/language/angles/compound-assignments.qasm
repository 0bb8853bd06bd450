// parse: ok
// check: ok
// run: {"0100 1110 1001 1100": 1}
OPENQASM 3.0;
angle[4] a = pi;
uint[4] three = 3;
uint[4] six = 6;
output bit[4] sum;
output bit[4] less;
output bit[4] times;
output bit[4] over;
a += pi / 2;
sum = bit[4](a);
a -= 3 * pi / 8;
less = bit[4](a);
a *= six;
a += pi;
times = bit[4](a);
a /= three;
over = bit[4](a);
