// parse: ok
// check: ok
// run: {"1": 1}
// reading: outputs
bit[4] hidden = "1111";
output bit shown;
bit also_hidden = 1;
shown = hidden[2];
