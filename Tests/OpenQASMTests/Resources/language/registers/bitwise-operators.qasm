// parse: ok
// check: ok
// run: {"0110 1110 1000 0101": 1}
OPENQASM 3.0;
bit[4] a = "1010";
bit[4] b = "1100";
output bit[4] none;
output bit[4] both;
output bit[4] any;
output bit[4] odd;
none = ~a;
both = a & b;
any = a | b;
odd = a ^ b;
