package replay

// user is a script of answers.
type user struct {
	Name   string `json:"name"`
	Agrees bool   `json:"agrees"` // to everything
	Closes bool   `json:"closes"` // leaves dialogues without an answer
	Plain  bool   `json:"plain"`  // confirms dialogues that do not speak of consent
	// Buttons: hands over what a data button of the platform asks for.
	Buttons bool     `json:"buttons"`
	Scopes  []string `json:"scopes"` // granted all the same
	// Offline: the server, the platform's settings and what is switched on can't be reached.
	Offline bool `json:"offline"`
	Server  bool `json:"server"`  // the server answers whatever the program looks for
	Again   bool `json:"again"`   // a second launch with the storage of the first
	Revokes bool `json:"revokes"` // takes back later what was agreed to
}

// refuses tells whether a call under u happens although the user refused it.
func (u *user) refuses() bool { return !u.Agrees }

// first tells whether u is the user whose witnesses are preferred.
func (u *user) first() bool { return u.Again && !u.Server }

// everything tells whether u agrees to nothing at all.
func (u *user) everything() bool { return !u.Agrees && len(u.Scopes) == 0 }

// users are the scripts, in the order in which their witnesses are preferred.
func users() []user {
	return []user{
		{Name: "refuses everything", Scopes: []string{}, Again: true},
		{Name: "closes every dialogue", Closes: true, Scopes: []string{}},
		{Name: "refuses what is about consent, and does all else", Plain: true, Buttons: true, Scopes: []string{}},
		{Name: "refuses everything, with a server that has an answer to everything", Server: true, Scopes: []string{}, Again: true},
		{Name: "refuses everything, while server, settings and devices can't be reached", Offline: true, Scopes: []string{}},
		{Name: "refuses what is about consent, and does all else, with a server that has an answer to everything", Plain: true, Buttons: true, Server: true, Scopes: []string{}},
		{Name: "agrees to everything", Agrees: true, Server: true, Scopes: []string{}},
	}
}

// fickle is the user who agrees, and takes it back later. The rules hold consent for
// the rest of a run, so what happens then says nothing about a finding.
func fickle() user {
	return user{Name: "agrees to everything, and takes it back later", Agrees: true, Revokes: true, Server: true, Scopes: []string{}}
}
