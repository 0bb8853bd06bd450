#if defined(__x86_64__)
#include "density.h"

#define DENSITY_ROWS 4
#define DENSITY_TABLE density_kernels_avx2
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "density_kernels.inc"
#pragma clang attribute pop
#endif
