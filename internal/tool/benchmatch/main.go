package main

import (
	"context"
	"fmt"
	"os"
	"runtime/pprof"
	"strconv"
	"time"

	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/fit/fittest"
)

func main() {
	a, _ := strconv.Atoi(os.Args[1])
	b, _ := strconv.Atoi(os.Args[2])
	t := time.Now()
	pool := fittest.Crowd(1, a, b)
	fmt.Println("drawn", time.Since(t))
	f, _ := os.Create("/tmp/bm/cpu.prof")
	pprof.StartCPUProfile(f)
	t = time.Now()
	last := ""
	rules := fit.DefaultRules()
	if len(os.Args) > 3 {
		rules.Aim = fit.Aim(os.Args[3])
	}
	out, err := fit.SolveWith(context.Background(), pool, rules, nil, fit.Options{Progress: func(d float64, p fit.Phase) {
		if s := fmt.Sprintf("%.2f %s", d, p); s != last {
			last = s
			fmt.Println(time.Since(t).Round(time.Millisecond), s)
		}
	}})
	fmt.Println(time.Since(t), err, out.Summary)
	pprof.StopCPUProfile()
	s, _ := os.ReadFile("/proc/self/status")
	fmt.Println(string(s[len(s)/3 : len(s)/2]))
}
