// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"both": {"34": 1}, "any": {"187": 1}, "odd": {"153": 1}, "none": {"85": 1}}
OPENQASM 3.0;
uint[8] a = 0b1010_1010;
uint[8] b = 0b0011_0011;
output uint[8] both;
output uint[8] any;
output uint[8] odd;
output uint[8] none;
both = a & b;
any = a | b;
odd = a ^ b;
none = ~a;
