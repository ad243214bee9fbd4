// Package machine says what measurements were made on.
package machine

import (
	"os"
	"runtime"
	"strings"
)

// Processor names the processor as Linux tells it, otherwise by the system.
func Processor() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err == nil {
		for l := range strings.Lines(string(info)) {
			if name, value, ok := strings.Cut(l, ":"); ok && strings.TrimSpace(name) == "model name" {
				return strings.TrimSpace(value)
			}
		}
	}
	return runtime.GOOS + "/" + runtime.GOARCH
}
