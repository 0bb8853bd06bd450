// parse: ok
// check: ok
// run: {"0 011": 1}
// reading: outputs
output bit[3] first;
bit middle = 1;
output bit last;
first = "011";
last = !middle;
