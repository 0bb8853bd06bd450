// parse: error 3
int n = 3;
while n > 0 {
  n -= 1;
}
