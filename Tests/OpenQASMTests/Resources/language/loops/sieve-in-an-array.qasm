// parse: ok
// check: ok
// run: {"1": 1}
array[bool, 50] composite;
bit r;
int primes = 0;
for int i in [2:49] {
  if (composite[i]) continue;
  primes += 1;
  for int j in [2 * i:i:49] composite[j] = true;
}
r = (primes == 15);
