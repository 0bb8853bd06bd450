// parse: ok
// check: ok
// run: {"1 1 0": 1}
OPENQASM 3.0;
const uint[3] number = 5;
bool truth = true;
bit[1] first = number[1];
bit[1] second = truth;
bit[1] third = "1" == "1";
