// parse: ok
// check: ok
// run: {"11": 1}
bit[2] r;
int fizz = 0;
int buzz = 0;
for int i in [1:30] {
  if (i % 15 == 0) {
    fizz += 10;
    buzz += 10;
  } else if (i % 3 == 0) fizz += 1;
  else if (i % 5 == 0) buzz += 1;
}
r[0] = (fizz == 28);
r[1] = (buzz == 24);
