// parse: ok
// check: error 5
OPENQASM 3.0;
bit[4] c;
uint m = sizeof(c);
