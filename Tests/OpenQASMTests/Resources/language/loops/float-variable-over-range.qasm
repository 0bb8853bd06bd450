// parse: ok
// check: ok
// run: {"1": 1}
bit r;
float sum = 0.0;
for float f in [1:3] {
  sum += f / 2;
}
r = (sum == 3.0);
