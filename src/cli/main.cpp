#include <cstdio>

int main() { std::puts("interlock"); }
