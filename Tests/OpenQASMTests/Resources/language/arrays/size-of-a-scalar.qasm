// parse: ok
// check: error 5
OPENQASM 3.0;
int n = 3;
uint m = sizeof(n);
