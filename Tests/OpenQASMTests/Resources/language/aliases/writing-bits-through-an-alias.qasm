// parse: ok
// check: ok
// run: {"0110": 1}
// reading: aliases
bit[4] c;
let middle = c[1:2];
middle = "11";
