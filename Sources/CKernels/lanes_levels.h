#pragma once
#include "lanes.h"

extern const struct lanes_kernels lanes_double_baseline, lanes_single_baseline;
#if defined(__x86_64__)
extern const struct lanes_kernels lanes_double_avx2, lanes_single_avx2, lanes_double_avx512, lanes_single_avx512;
#endif
