// parse: ok
// check: ok
// run: {"10 01": 1}
// reading: outputs
bit[2] low = "01";
bit[2] high;
if (low == "01") high = "10";
else high = "11";
