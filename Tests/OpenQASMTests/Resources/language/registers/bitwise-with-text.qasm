// parse: ok
// check: ok
// run: {"1001 1011 0010": 1}
OPENQASM 3.0;
bit[4] a = "1010";
output bit[4] both;
output bit[4] any;
output bit[4] odd;
both = a & "0110";
any = a | "0011";
odd = a ^ "0011";
