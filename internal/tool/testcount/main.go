// Command testcount runs go test with the arguments given, shows what failed or was skipped, and closes with how many tests
// passed, failed and were skipped.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

type event struct {
	Action, Package, ImportPath, Test, Output string
	Elapsed                                   float64
}

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	cmd := exec.Command("go", append([]string{"test", "-json"}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		fmt.Fprintln(os.Stderr, "testcount:", err)
		return 1
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		fmt.Fprintln(os.Stderr, "testcount:", err)
		return 1
	}
	var passed, failed, skipped int
	said := map[string]*strings.Builder{}
	lines := bufio.NewScanner(out)
	lines.Buffer(make([]byte, 1<<20), 64<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil || e.Action == "" {
			fmt.Println(lines.Text())
			continue
		}
		if e.Package == "" { // of a build
			e.Package = e.ImportPath
		}
		key := e.Package + " " + e.Test
		switch e.Action {
		case "output", "build-output":
			if strings.HasPrefix(e.Output, "!!!") { // what a test says aloud
				fmt.Print(e.Output)
			}
			if said[key] == nil {
				said[key] = &strings.Builder{}
			}
			said[key].WriteString(e.Output)
		case "build-fail":
			fmt.Print(said[key])
		case "pass", "fail", "skip":
			if e.Test == "" {
				if e.Action != "skip" {
					fmt.Printf("%-4s %6.1fs  %s\n", map[string]string{"pass": "ok", "fail": "FAIL"}[e.Action], e.Elapsed, e.Package)
				}
				if e.Action == "fail" && said[key] != nil {
					fmt.Print(said[key])
				}
				continue
			}
			switch e.Action {
			case "pass":
				passed++
			case "fail":
				failed++
				fmt.Print(said[key])
			case "skip":
				skipped++
				fmt.Print(said[key])
			}
			delete(said, key)
		}
	}
	err = cmd.Wait()
	fmt.Printf("%s\n%d passed, %d failed, %d skipped\n", time.Since(start).Round(time.Second), passed, failed, skipped)
	if err != nil || failed > 0 || passed == 0 {
		return 1
	}
	return 0
}
