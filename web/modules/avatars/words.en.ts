import type { avatarsFr } from './words.fr.ts';

export const avatarsEn: typeof avatarsFr = {
  title: 'Picture',
  hint: 'Those you work with see it. Where and when it was taken is not kept.',
  choose: 'Choose a picture',
  replace: 'Change the picture',
  remove: 'Remove the picture',
  removed: 'Your picture is removed.',
  saved: 'Your picture is saved.',
  cut: 'Frame the picture',
  cutHint: 'Drag the picture, or use the sliders.',
  zoom: 'Zoom',
  across: 'From left to right',
  down: 'From top to bottom',
  unreadable: 'This browser cannot show this image. Choose a PNG, JPEG or WebP picture.',
};
