// parse: ok
// check: ok
// run: {"1": 1}
bit r;
float sum = 0.0;
for float f in {0.5, 2, 0.25} sum += f;
r = (sum == 2.75);
