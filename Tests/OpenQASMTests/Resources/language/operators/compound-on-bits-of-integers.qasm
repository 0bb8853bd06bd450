// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"a": {"24": 1}, "b": {"25": 1}, "c": {"102": 1}}
OPENQASM 3.0;
output uint[8] a;
output uint[8] b;
output uint[8] c;
uint[8] mask = 0b1100_1111;
a = 3;
a <<= 3;
b = 0b1101_1001;
b &= 0b0011_1111;
c = 0b0110_0100;
c ^= mask;
c >>= 1;
c |= 0b0110_0000;
c &= 0b0110_1110;
c ^= 0b0001_0011;
c ^= 0b0001_0001;
