"""The M/M/1 workload of tests/bench/mm1.c in SimPy: rho 0.9, OBJECTS from empty to empty.

usage: simpy_mm1.py OBJECTS

Two processes and a deque, which is the fastest of three ways tried: with a simpy.Store between
them it takes 2.5 times as long, with a process an object and a simpy.Resource four times.
"""
import collections
import random
import sys
import time

import simpy


def source(env, objects, queue, idle, draw):
    for _ in range(objects):
        yield env.timeout(draw(1.0))
        queue.append(env.now)
        if idle:
            idle.pop().succeed()


def server(env, objects, queue, idle, draw, stays):
    for _ in range(objects):
        if not queue:
            idle.append(env.event())
            yield idle[0]
        came = queue.popleft()
        yield env.timeout(draw(1 / 0.9))
        stays.append(env.now - came)


def main():
    objects = int(sys.argv[1])
    env, queue, idle, stays, draw = simpy.Environment(), collections.deque(), [], [], random.Random(1).expovariate
    env.process(source(env, objects, queue, idle, draw))
    env.process(server(env, objects, queue, idle, draw, stays))
    began = time.perf_counter()
    env.run()
    spent = time.perf_counter() - began
    print(f"mm1 objects {objects} M_objects_per_s {objects / spent / 1e6:.4f} mean_in_system_s {sum(stays) / objects:.6f}")


main()
