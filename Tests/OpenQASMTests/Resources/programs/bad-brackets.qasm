// parse: Q102 Q100 Q102 Q100 Q103
rz(pi;
rz(pi q;
x = a[0;
x = (a + b];
}
