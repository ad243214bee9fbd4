package visit

import "strings"

// device says in two words which browser a visitor uses: "Firefox, Windows". It is for its owner to recognise, so it may be wrong.
func device(agent string) string {
	first := func(pairs ...[2]string) string {
		for _, p := range pairs {
			if strings.Contains(agent, p[0]) {
				return p[1]
			}
		}
		return ""
	}
	browser := first([2]string{"Edg", "Edge"}, [2]string{"OPR/", "Opera"}, [2]string{"SamsungBrowser", "Samsung Internet"}, [2]string{"Firefox", "Firefox"}, [2]string{"FxiOS", "Firefox"},
		[2]string{"CriOS", "Chrome"}, [2]string{"Chrome", "Chrome"}, [2]string{"Safari", "Safari"})
	system := first([2]string{"iPhone", "iPhone"}, [2]string{"iPad", "iPad"}, [2]string{"Android", "Android"}, [2]string{"Windows", "Windows"}, [2]string{"Mac OS X", "Mac"},
		[2]string{"CrOS", "ChromeOS"}, [2]string{"Linux", "Linux"})
	switch {
	case browser != "" && system != "":
		return browser + ", " + system
	case browser != "":
		return browser
	}
	return system
}
