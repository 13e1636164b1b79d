use std::collections::{BTreeMap, HashSet};

use debrief_metrics::{
    DataType, MetricSet, Template, TemplateCategory, blanks, fill, is_identifier, library, validate,
};

#[test]
fn the_library_has_its_eight_groups_in_order() {
    let mut counts: Vec<(TemplateCategory, usize)> = Vec::new();
    for template in library().unwrap() {
        match counts.last_mut() {
            Some((category, count)) if *category == template.category => *count += 1,
            _ => counts.push((template.category, 1)),
        }
    }
    let expected = [
        (TemplateCategory::Support, 6),
        (TemplateCategory::Sales, 6),
        (TemplateCategory::Scheduling, 5),
        (TemplateCategory::Collections, 6),
        (TemplateCategory::Healthcare, 5),
        (TemplateCategory::Compliance, 6),
        (TemplateCategory::AgentPerformance, 6),
        (TemplateCategory::Experience, 4),
    ];
    assert_eq!(counts, expected);
    assert_eq!(library().unwrap().len(), 44);
}

#[test]
fn every_identifier_is_accepted_and_there_once() {
    let mut seen = HashSet::new();
    for template in library().unwrap() {
        assert!(is_identifier(&template.identifier), "{}", template.identifier);
        assert!(
            seen.insert(template.identifier.clone()),
            "{}",
            template.identifier
        );
    }
}

#[test]
fn every_template_can_be_published_once_its_blanks_are_filled() {
    let mut set = MetricSet::read(None).unwrap();
    for template in library().unwrap() {
        let mut fields = template.fields();
        fields.prompt = filled(&template);
        assert!(!fields.prompt.contains(['{', '}']), "{}", template.identifier);
        set.add(&fields);
    }
    assert_eq!(validate(&set.metrics()), []);
}

#[test]
fn the_blanks_are_the_three_that_are_asked_for() {
    let mut asking = BTreeMap::<String, Vec<String>>::new();
    for template in library().unwrap() {
        for blank in blanks(&template.prompt) {
            asking.entry(blank).or_default().push(template.identifier.clone());
        }
    }
    let asking: Vec<(&str, Vec<&str>)> = asking
        .iter()
        .map(|(blank, who)| (blank.as_str(), who.iter().map(String::as_str).collect()))
        .collect();
    let expected = [
        ("company", vec!["repeat_contact"]),
        ("goal_in_one_sentence", vec!["goal_completion"]),
        ("time_zone", vec!["appointment_start", "promised_date"]),
    ];
    assert_eq!(asking, expected);
}

#[test]
fn every_template_says_when_it_helps_and_has_choices_only_for_an_enum() {
    for template in library().unwrap() {
        assert!(!template.when_to_use.trim().is_empty(), "{}", template.identifier);
        assert_eq!(
            template.choices.is_empty(),
            template.data_type != DataType::Enum,
            "{}",
            template.identifier
        );
    }
}

#[test]
fn every_example_is_an_answer_of_the_type() {
    for template in library().unwrap() {
        let example = template.example.as_str();
        let fits = match template.data_type {
            DataType::Enum => template.choices.iter().any(|choice| choice == example),
            DataType::Boolean => ["true", "false"].contains(&example),
            DataType::Integer => example.parse::<i64>().is_ok(),
            // With an offset and a full time, as the prompts ask for it.
            DataType::Datetime => example.len() == 25 && example.as_bytes()[10] == b'T',
            DataType::String => !example.trim().is_empty(),
        };
        assert!(fits, "{}: {example}", template.identifier);
    }
}

#[test]
fn an_answer_that_an_enum_prompt_names_is_a_choice() {
    for template in library()
        .unwrap()
        .iter()
        .filter(|template| template.data_type == DataType::Enum)
    {
        for answer in named_answers(&filled(template)) {
            assert!(
                template.choices.contains(&answer),
                "{}: {answer}",
                template.identifier
            );
        }
    }
}

fn filled(template: &Template) -> String {
    let values = blanks(&template.prompt)
        .into_iter()
        .map(|blank| (blank, "The thing is known.".to_owned()))
        .collect();
    fill(&template.prompt, &values)
}

/// Words that the prompt explains (`resolved: the caller…`) or tells the model to answer (`answer none`).
fn named_answers(prompt: &str) -> Vec<String> {
    let mut answers = Vec::new();
    for sentence in prompt.split_inclusive(['.', '?']) {
        if let Some((label, _)) = sentence.split_once(": ") {
            answers.push(label.trim().to_owned());
        }
        if let Some((_, answer)) = sentence.split_once("answer ") {
            answers.push(answer.trim_end_matches(['.', '?']).to_owned());
        }
    }
    answers
}
