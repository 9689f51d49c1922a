//! Three flags for the states of an appointment.

// ANCHOR: flags
#[derive(Default)]
struct Appointment {
    confirmed: bool,
    attended: bool,
    cancelled: bool,
}

impl Appointment {
    /// The patient has said that they come.
    fn confirm(&mut self) {
        self.confirmed = true;
    }

    /// The patient is here.
    fn attend(&mut self) {
        self.attended = true;
    }

    /// The patient has said that they don't come.
    fn cancel(&mut self) -> Result<(), &'static str> {
        if self.attended {
            return Err("the patient was here");
        }
        self.cancelled = true;
        Ok(())
    }

    /// Whether the practice may ask for a fee: nobody came, nobody called.
    fn fee_is_due(&self) -> bool {
        self.confirmed && !self.attended
    }
}
// ANCHOR_END: flags

fn main() {
    let mut ida = Appointment::default();
    ida.confirm();
    ida.cancel().expect("she wasn't here");
    println!("Ida confirms, then cancels:  {}", shown(&ida));

    let mut tom = Appointment::default();
    tom.cancel().expect("he wasn't here");
    tom.attend();
    println!("Tom cancels, then is here:   {}", shown(&tom));

    let mut ann = Appointment::default();
    ann.attend();
    ann.confirm();
    println!("Ann is here, then confirms:  {}", shown(&ann));
}

fn shown(appointment: &Appointment) -> String {
    let Appointment { confirmed, attended, cancelled } = appointment;
    let mut words = Vec::new();
    for (flag, word) in [
        (confirmed, "confirmed"),
        (attended, "attended"),
        (cancelled, "cancelled"),
    ] {
        words.extend(flag.then_some(word));
    }
    let fee =
        if appointment.fee_is_due() { "a fee is due" } else { "no fee" };
    format!("{}: {fee}", words.join(" and "))
}
