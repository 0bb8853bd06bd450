#pragma once
#include "lanes.h"
#include "level.h"
#include "state.h"
#include "state_sampling.h"
