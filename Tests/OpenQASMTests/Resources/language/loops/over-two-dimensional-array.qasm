// parse: ok
// check: error 5
array[int[8], 2, 2] a = {{1, 2}, {3, 4}};
int sum = 0;
for int[8] v in a {
  sum += 1;
}
