// parse: ok
// check: ok
// run: {"11110000 01": 1}
OPENQASM 3.0;
bit[2] a = "0_1";
bit[8] b = "11_11_0000";
