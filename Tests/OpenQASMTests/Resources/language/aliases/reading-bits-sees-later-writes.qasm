// parse: ok
// check: ok
// run: {"1": 1}
// reading: aliases
bit[4] c = "0000";
let top = c[2:3];
output bit r;
c[3] = 1;
r = (top == "10");
