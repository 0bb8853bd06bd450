// parse: ok
// check: ok
// run: {"11 10 1": 1}
// input: flag=true
// input: b="1"
// input: pattern="10"
input bool flag;
input bit b;
input bit[2] pattern;
output bit one;
output bit[2] copy;
output bit[2] tests;
one = b;
copy = pattern;
tests[0] = flag;
tests[1] = (pattern == "10");
